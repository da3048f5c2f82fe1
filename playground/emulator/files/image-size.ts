/** Width and height of a PNG, JPEG, GIF or WebP picture in pixels, read from its header; undefined for other bytes. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.toString('latin1', 0, 16);
  if (start.startsWith('\x89PNG\r\n\x1a\n') && buffer.length >= 24) {
    return { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) };
  }
  if (/^GIF8[79]a/.test(start) && buffer.length >= 10) {
    return { width: buffer.readUInt16LE(6), height: buffer.readUInt16LE(8) };
  }
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return webpSize(buffer);
  if (buffer[0] === 0xff && buffer[1] === 0xd8) return jpegSize(buffer);
  return undefined;
}

function webpSize(buffer: Buffer): { width: number; height: number } | undefined {
  if (buffer.length < 30) return undefined;
  switch (buffer.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: buffer.readUInt16LE(26) & 0x3fff, height: buffer.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = buffer.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: buffer.readUIntLE(24, 3) + 1, height: buffer.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

function jpegSize(buffer: Buffer): { width: number; height: number } | undefined {
  let at = 2;
  while (at + 9 <= buffer.length && buffer[at] === 0xff) {
    const marker = buffer[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: buffer.readUInt16BE(at + 5), width: buffer.readUInt16BE(at + 7) };
    at += 2 + buffer.readUInt16BE(at + 2);
  }
  return undefined;
}
