import { InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '../../playground/emulator/files/files.js';
import { imageSize } from '../../playground/emulator/files/image-size.js';
import { ANI, GROUP, PIXEL, served, TOKEN } from './served.js';

async function download(url: string, path: string | undefined): Promise<Response> {
  return fetch(`${url}/file/bot${TOKEN}/${path ?? ''}`);
}

describe('files of people', () => {
  it('reach the bot byte by byte', async () => {
    const { telegram, api, url } = await served();
    const bytes = Buffer.from('﻿No;Nama\n1;Ani\n');
    telegram.send(ANI, ANI, {
      document: { name: 'peserta.csv', bytes, mime: 'text/csv' },
      caption: 'daftar',
    });
    const [update] = await api.getUpdates();
    const document = update?.message?.document;
    expect(document).toMatchObject({
      file_name: 'peserta.csv',
      mime_type: 'text/csv',
      file_size: bytes.length,
    });
    const { file_path } = await api.getFile(document?.file_id ?? '');
    const response = await download(url, file_path);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('come as album with one group id and the caption on the first', async () => {
    const { telegram, api } = await served();
    telegram.sendAlbum(ANI, ANI, [{ bytes: PIXEL }, { bytes: PIXEL }], { caption: 'foto' });
    const updates = await api.getUpdates();
    const [first, second] = updates.map(({ message }) => message);
    expect(first?.media_group_id).toBe(second?.media_group_id);
    expect([first?.caption, second?.caption]).toEqual(['foto', undefined]);
    expect(first?.photo?.[0]).toMatchObject({ width: 1, height: 1 });
  });

  it('are also voices and contacts', async () => {
    const { telegram, api } = await served();
    telegram.send(ANI, ANI, { voice: { bytes: Buffer.from('ogg') }, duration: 3 });
    telegram.send(ANI, ANI, { contact: { phone_number: '+62811', first_name: 'Budi' } });
    expect(await api.getUpdates()).toMatchObject([
      { message: { voice: { duration: 3, file_size: 3 } } },
      { message: { contact: { phone_number: '+62811' } } },
    ]);
  });

  it('are not given without the token, nor under another path', async () => {
    const { url } = await served();
    expect((await download(url, 'documents/file_1.csv')).status).toBe(404);
    expect((await download(url, '..%2f..%2fpackage.json')).status).toBe(404);
    expect((await fetch(`${url}/file/bot1:x/documents/file_1.csv`)).status).toBe(401);
  });
});

describe('files of the bot', () => {
  it('are uploaded, and sent again by id', async () => {
    const { telegram, api } = await served();
    const sent = await api.sendDocument(ANI, new InputFile(Buffer.from('a;b'), 'jumlah.csv'), {
      caption: 'ini',
    });
    expect(telegram.messages(ANI).at(-1)).toMatchObject({
      text: 'ini',
      document: { name: 'jumlah.csv', size: 3 },
    });
    const again = await api.sendDocument(GROUP, sent.document.file_id);
    expect(again.document).toEqual(sent.document);
    expect(Buffer.from(telegram.file(sent.document.file_id).bytes).toString()).toBe('a;b');
  });

  it('make an album by attach://', async () => {
    const { api, telegram } = await served();
    const sent = await api.sendMediaGroup(ANI, [
      { type: 'photo', media: new InputFile(PIXEL, 'a.png'), caption: 'satu' },
      { type: 'photo', media: new InputFile(PIXEL, 'b.png') },
    ]);
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map((each) => ('media_group_id' in each ? each.media_group_id : ''))).size).toBe(1);
    expect(telegram.messages(ANI).at(-2)).toMatchObject({ text: 'satu', photo: { width: 1, height: 1 } });
  });

  it('must be what they are sent as', async () => {
    const { api } = await served();
    const text = new InputFile(Buffer.from('not a picture'), 'a.png');
    await expect(api.sendPhoto(ANI, text)).rejects.toThrow('Bad Request: IMAGE_PROCESS_FAILED');
    const wide = Buffer.from(PIXEL);
    wide.writeUInt32BE(500, 16);
    await expect(api.sendPhoto(ANI, new InputFile(wide))).rejects.toThrow('PHOTO_INVALID_DIMENSIONS');
    await expect(api.sendDocument(ANI, new InputFile(Buffer.alloc(0), 'a.csv'))).rejects.toThrow(
      'file must be non-empty',
    );
    const large = Buffer.concat([PIXEL, Buffer.alloc(10 * 1024 * 1024)]);
    await expect(api.sendPhoto(ANI, new InputFile(large))).rejects.toThrow('is too big for a photo');
    const { document } = await api.sendDocument(ANI, new InputFile(Buffer.from('x'), 'a.csv'));
    await expect(api.sendPhoto(ANI, document.file_id)).rejects.toThrow(
      "can't use file of type Document as Photo",
    );
  });

  it("aren't mixed in an album, nor too many or too few", async () => {
    const { api, call } = await served();
    const photo = { type: 'photo', media: new InputFile(PIXEL) } as const;
    await expect(api.raw.sendMediaGroup({ chat_id: ANI, media: [photo] })).rejects.toThrow(
      'must include 2-10 items',
    );
    const many = Array.from({ length: 11 }, () => photo);
    await expect(api.sendMediaGroup(ANI, many)).rejects.toThrow('too many messages to send as an album');
    const { photo: sent } = await api.sendPhoto(ANI, photo.media);
    const { document: file } = await api.sendDocument(ANI, new InputFile(PIXEL));
    const media = [
      { type: 'photo', media: sent[0]?.file_id },
      { type: 'document', media: file.file_id },
    ];
    expect(await call('sendMediaGroup', { chat_id: ANI, media })).toMatchObject({
      description: "Bad Request: document can't be mixed with other media types",
    });
  });

  it('above 20 MB are sent but not given back', async () => {
    const { api } = await served();
    const sent = await api.sendDocument(
      ANI,
      new InputFile(Buffer.alloc(20 * 1024 * 1024 + 1, 1), 'besar.bin'),
    );
    await expect(api.getFile(sent.document.file_id)).rejects.toThrow('Bad Request: file is too big');
  });

  it('above 50 MB are refused', async () => {
    const { api } = await served();
    const sending = api.sendDocument(ANI, new InputFile(Buffer.alloc(50 * 1024 * 1024 + 1, 1), 'besar.bin'));
    await expect(sending).rejects.toMatchObject({ error_code: 413 });
  });
});

describe('file names', () => {
  it.for([
    ['peserta.csv', 'peserta.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\daftar.csv', 'daftar.csv'],
    ['.tersembunyi', 'tersembunyi'],
    ['a\u0000b\nc.csv', 'a b c.csv'],
    ['laporan: "akhir"?.pdf', 'laporan   akhir  .pdf'],
    ['', 'file'],
    ['..', 'file'],
    [`${'x'.repeat(100)}.csv`, `${'x'.repeat(60)}.csv`],
  ] as const)('%j is passed on as %j', ([given, expected]) => {
    expect(cleanFileName(given)).toBe(expected);
  });
});

describe('picture sizes', () => {
  it('are read from headers', () => {
    expect(imageSize(PIXEL)).toEqual({ width: 1, height: 1 });
    const gif = Buffer.from('GIF89a\x05\x00\x07\x00', 'latin1');
    expect(imageSize(gif)).toEqual({ width: 5, height: 7 });
    const jpeg = Buffer.from('ffd8ffe00004000affc0000b08000900120101110000', 'hex');
    expect(imageSize(jpeg)).toEqual({ width: 18, height: 9 });
    const webp = Buffer.alloc(30);
    webp.write('RIFF', 0, 'latin1');
    webp.write('WEBPVP8X', 8, 'latin1');
    webp.writeUIntLE(639, 24, 3);
    webp.writeUIntLE(479, 27, 3);
    expect(imageSize(webp)).toEqual({ width: 640, height: 480 });
  });

  it.for(['', 'ffd8', 'ffd8ff', '89504e470d0a1a0a', 'ffd8ffe0ffff00', '52494646'])(
    'of %j are unknown',
    (hex) => {
      expect(imageSize(Buffer.from(hex, 'hex'))).toBeUndefined();
    },
  );
});
