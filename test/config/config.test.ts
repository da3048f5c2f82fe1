import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeProblems, parseConfig, variables } from '../../src/config/config.js';

const needed = { BOT_TOKEN: '123456:ABC-DEF_ghi', UNIT_NAME: 'Rutan Kelas IIB Masohi' };

function configOf(env: Record<string, string>) {
  const result = parseConfig({ ...needed, ...env });
  if (!result.ok) throw new Error(describeProblems(result.problems));
  return result.config;
}

function problemsOf(env: Record<string, string>) {
  const result = parseConfig({ ...needed, ...env });
  return result.ok ? [] : result.problems;
}

const bad = (env: Record<string, string>) => problemsOf(env).map(({ variable }) => variable);

describe('parseConfig', () => {
  it('needs a token and a name, and has a default for the rest', () => {
    expect(configOf({})).toEqual({
      botToken: '123456:ABC-DEF_ghi',
      botApiRoot: 'https://api.telegram.org',
      databaseUrl: 'file:./data/sambang.db',
      postgresql: { directUrl: undefined, readUrl: undefined, connections: 20 },
      headTelegramIds: [],
      unitName: 'Rutan Kelas IIB Masohi',
      unitTimezone: 'Asia/Jayapura',
      defaultLocale: 'id',
      dataKeys: [],
      webhook: undefined,
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      backup: {
        folder: 'data/backups',
        hour: 2,
        keep: { days: 7, weeks: 4, months: 12 },
        chatId: undefined,
      },
    });
  });

  it('names every bad variable at once', () => {
    const everyone = {
      BOT_TOKEN: 'token',
      BOT_API_ROOT: 'api.telegram.org',
      DATABASE_URL: 'mysql://localhost/sambang',
      DATABASE_DIRECT_URL: 'file:./data/sambang.db',
      DATABASE_READ_URL: 'postgresql://reader@localhost',
      DATABASE_CONNECTIONS: '1',
      HEAD_TELEGRAM_IDS: '1,@budi',
      UNIT_NAME: ' ',
      UNIT_TIMEZONE: 'Asia/Masohi',
      DEFAULT_LOCALE: 'nl',
      WEBHOOK_URL: 'bot.example.go.id',
      WEBHOOK_SECRET: 'short',
      PUBLIC_URL: 'sambang.example.go.id',
      DATA_KEY: 'short',
      HOST: 'my-pc',
      PORT: '80800',
      LOG_LEVEL: 'loud',
      BACKUP_FOLDER: 's3://backups',
      BACKUP_HOUR: '24',
      BACKUP_KEEP: '30',
      BACKUP_CHAT_ID: '@budi',
    };
    expect(bad(everyone)).toEqual([...variables]);
  });

  it('says of each problem how to mend it, with the variable in the example', () => {
    for (const { variable, mend } of problemsOf({
      BOT_TOKEN: '',
      UNIT_NAME: '',
      PORT: 'x',
      HOST: 'x',
      LOG_LEVEL: 'x',
    })) {
      for (const sentence of [mend.id, mend.en]) expect(sentence).toContain(`${variable}=`);
    }
  });

  it('takes other ways to a PostgreSQL database, and how many connections may be open', () => {
    const directUrl = 'postgresql://sambang@db.example:5432/sambang';
    const readUrl = 'postgres://sambang_read@pool.example:6432/sambang';
    const given = {
      DATABASE_DIRECT_URL: directUrl,
      DATABASE_READ_URL: readUrl,
      DATABASE_CONNECTIONS: '2',
    };
    expect(configOf(given).postgresql).toEqual({ directUrl, readUrl, connections: 2 });
  });

  it('takes empty and blank values as not given', () => {
    const blank = Object.fromEntries(variables.map((variable) => [variable, '  ']));
    expect(parseConfig({ ...blank, ...needed })).toEqual({ ok: true, config: configOf({}), warnings: [] });
  });

  it('never repeats a value', () => {
    const secret = 'hunter2-hunter2!';
    const everywhere = Object.fromEntries(variables.map((variable) => [variable, secret]));
    const problems = problemsOf({
      ...everywhere,
      BOT_TOKN: secret,
      DATABASE_URL: `mysql://u:${secret}@h/db`,
    });
    expect(problems.length).toBeGreaterThan(9);
    expect(describeProblems(problems)).not.toContain('hunter2');
  });

  it.each([
    ['123456789', [123456789n]],
    [' 1, 2,,1 ,', [1n, 2n]],
    ['', []],
  ])('reads the heads %j', (text, ids) => {
    expect(configOf({ HEAD_TELEGRAM_IDS: text }).headTelegramIds).toEqual(ids);
  });

  it.each(['0', '-5', '1.5', '@budi', '12345678901234567'])('refuses the head %j', (text) => {
    expect(problemsOf({ HEAD_TELEGRAM_IDS: `1,${text}` })[0]?.problem.en).toContain('entry 2');
  });

  it.each([
    ['WIB', 'Asia/Jakarta'],
    ['wita', 'Asia/Makassar'],
    ['WIT', 'Asia/Jayapura'],
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
  ])('reads the time zone %s', (text, zone) => {
    expect(configOf({ UNIT_TIMEZONE: text }).unitTimezone).toBe(zone);
  });

  it.each(['+09:00', 'GMT+9', 'Masohi', 'Asia/Jayapur'])('refuses the time zone %s', (text) => {
    expect(bad({ UNIT_TIMEZONE: text })).toEqual(['UNIT_TIMEZONE']);
  });

  it.each(['file:/var/lib/sambang.db', 'postgresql://u:p@h:5432/sambang', 'postgres://h/sambang'])(
    'takes the database %s',
    (url) => expect(configOf({ DATABASE_URL: url }).databaseUrl).toBe(url),
  );

  it.each(['file:', 'data/sambang.db', 'postgresql://h', 'postgresql://h/', 'sqlite://x'])(
    'refuses the database %s',
    (url) => expect(bad({ DATABASE_URL: url })).toEqual(['DATABASE_URL']),
  );

  it.each(['https://api.telegram.org/', 'ftp://x', 'http://x/?a=1'])('refuses the API root %s', (url) => {
    expect(bad({ BOT_API_ROOT: url })).toEqual(['BOT_API_ROOT']);
  });

  const secret = 'a-long-enough-secret';

  it.each(['https://bot.example.go.id/telegram', 'http://localhost:8080/hook', 'http://[::1]/hook'])(
    'takes the webhook %s and its path',
    (url) => {
      const webhook = { url, path: new URL(url).pathname, secret };
      expect(configOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }).webhook).toEqual(webhook);
    },
  );

  it.each([
    'http://bot.example.go.id/telegram',
    'http://localhost.example.com/x',
    'https://bot.example.go.id',
    'https://x.id/healthz',
    'https://x.id/metrics',
  ])('refuses the webhook %s', (url) => {
    expect(bad({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret })).toEqual(['WEBHOOK_URL']);
  });

  it.each([
    ['https://sambang.example.go.id', 'https://sambang.example.go.id'],
    ['https://example.go.id/sambang/', 'https://example.go.id/sambang'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('takes the public address %s', (url, publicUrl) => {
    expect(configOf({ PUBLIC_URL: url }).publicUrl).toBe(publicUrl);
  });

  it.each([
    'sambang.example.go.id',
    'http://sambang.example.go.id',
    'http://localhost.example.com',
    'ftp://x.id',
    'https://x.id/?a=1',
    'https://x.id/#a',
    'https://user:password@x.id',
  ])('refuses the public address %s', (url) => {
    expect(bad({ PUBLIC_URL: url })).toEqual(['PUBLIC_URL']);
  });

  it.each(['', 'short', 'with spaces in between', 'x'.repeat(257)])(
    'refuses the webhook secret %j',
    (text) => {
      expect(bad({ WEBHOOK_URL: 'https://x.id/t', WEBHOOK_SECRET: text })).toEqual(['WEBHOOK_SECRET']);
    },
  );

  it.each(['0', '443', '65535'])('takes port %s', (text) =>
    expect(configOf({ PORT: text }).port).toBe(Number(text)),
  );
  it.each(['-1', '65536', '80a', '1e3'])('refuses port %s', (text) =>
    expect(bad({ PORT: text })).toEqual(['PORT']),
  );

  it('reads how backups are made by themselves, or that they are not', () => {
    const given = { BACKUP_FOLDER: '/mnt/usb', BACKUP_HOUR: '23', BACKUP_KEEP: '14, 0,0' };
    expect(configOf(given).backup).toEqual({
      folder: '/mnt/usb',
      hour: 23,
      keep: { days: 14, weeks: 0, months: 0 },
      chatId: undefined,
    });
    expect(configOf({ BACKUP_HOUR: 'off' }).backup.hour).toBeUndefined();
  });

  it.each(['24', '-1', '2.5', 'malam'])('refuses the hour %j for backups', (text) =>
    expect(bad({ BACKUP_HOUR: text })).toEqual(['BACKUP_HOUR']),
  );
  it.each(['7', '0,4,12', '7,4', '7;4;12', '7,4,-1'])('refuses to keep %j backups', (text) =>
    expect(bad({ BACKUP_KEEP: text })).toEqual(['BACKUP_KEEP']),
  );

  it.each(['123456789', '-1001234567890'])('takes the chat %s for backups', (text) => {
    expect(configOf({ BACKUP_CHAT_ID: text }).backup.chatId).toBe(Number(text));
  });

  // What begins with one dash and no 100 is a group.
  it.each(['-123456789', '0', '@saluran', '12345678901234567890'])(
    'refuses the chat %s for backups',
    (text) => expect(bad({ BACKUP_CHAT_ID: text })).toEqual(['BACKUP_CHAT_ID']),
  );

  it('reads log levels in capitals', () => expect(configOf({ LOG_LEVEL: 'DEBUG' }).logLevel).toBe('debug'));
});

describe('a variable that looks like one of ours', () => {
  it.each([
    ['BOT_TOKN', 'BOT_TOKEN'],
    ['bot_token', 'BOT_TOKEN'],
    ['BOT-TOKEN', 'BOT_TOKEN'],
  ])('is pointed out: %s', (name, meant) => {
    const result = parseConfig({ UNIT_NAME: 'x', [name]: needed.BOT_TOKEN });
    const slip = !result.ok && result.problems.find(({ variable }) => variable === name);
    expect(slip && slip.mend.en).toContain(meant);
    expect(slip && slip.mend.id).toContain(meant);
  });

  it('is pointed out even where a default would do', () => {
    expect(bad({ UNIT_TIMEZON: 'WIB', DATABASE_URI: 'file:x' })).toEqual(['UNIT_TIMEZON', 'DATABASE_URI']);
  });

  it("is let be where ours is given, and where it could be another program's", () => {
    expect(bad({ DATABASE_URL: 'file:x', DATABASE_URI: 'file:y' })).toEqual([]);
    expect(
      bad({ SORT: '1', PATH: '/bin', HOSTNAME: 'pc', LANG: 'id', TZ: 'WIT', MY_BOT_TOKEN: 'x' }),
    ).toEqual([]);
  });
});

describe('a name that no setting has', () => {
  /** The setting that is taken to be meant, where the name is pointed out; `none`: it is pointed out without one. */
  function meant(name: string, where: 'file' | 'environment', env: Record<string, string> = needed) {
    const result = parseConfig({ ...env, [name]: 'x' }, where === 'file' ? [name] : []);
    const told = result.ok ? result.warnings : result.problems;
    const mend = told.find(({ variable }) => variable === name)?.mend.en;
    return mend && (/Did you mean (\w+)\?/.exec(mend)?.[1] ?? 'none');
  }

  it.each([
    ['HEADS', 'HEAD_TELEGRAM_IDS'],
    ['ADMIN_IDS', 'HEAD_TELEGRAM_IDS'],
    ['heads', 'HEAD_TELEGRAM_IDS'],
    ['DATABASE', 'DATABASE_URL'],
    ['DB_URL', 'DATABASE_URL'],
    ['TIMEZONE', 'UNIT_TIMEZONE'],
    ['TZ_NAME', 'UNIT_TIMEZONE'],
    ['SAMBANG_DB', 'DATABASE_URL'],
  ])('is understood by its words, wherever it stands, and starts nothing: %s', (name, setting) => {
    for (const where of ['file', 'environment'] as const) expect(meant(name, where)).toBe(setting);
    expect(parseConfig({ ...needed, [name]: 'x' }).ok).toBe(true);
  });

  it.each(['TOKEN', 'TELEGRAM_TOKEN', 'TELEGRAM_BOT_TOKEN'])(
    'is grave where the meant one is needed: %s',
    (name) => {
      const result = parseConfig({ UNIT_NAME: 'x', [name]: needed.BOT_TOKEN });
      expect(result.ok ? [] : result.problems.map(({ variable }) => variable)).toEqual(['BOT_TOKEN', name]);
      expect(meant(name, 'environment', { UNIT_NAME: 'x' })).toBe('BOT_TOKEN');
    },
  );

  it.each([
    ['LANGUAGE', 'DEFAULT_LOCALE'],
    ['TZ', 'UNIT_TIMEZONE'],
    ['HOSTNAME', 'HOST'],
    ['SERVER_PORT', 'PORT'],
    ['KOPI', 'none'],
  ])('is always pointed out in .env: %s', (name, setting) => {
    expect(meant(name, 'file')).toBe(setting);
    expect(meant(name, 'environment')).toBeUndefined();
  });

  it('is let be where the meant one is given', () => {
    expect(meant('HEADS', 'environment', { ...needed, HEAD_TELEGRAM_IDS: '1' })).toBeUndefined();
    expect(meant('HEADS', 'file', { ...needed, HEAD_TELEGRAM_IDS: '1' })).toBe('none');
  });

  it('is let be in an environment as computers have it', () => {
    const ordinary =
      'PATH HOME LANG LC_ALL LANGUAGE TZ HOSTNAME USER USERNAME LOGNAME SHELL PWD OLDPWD TERM EDITOR MAIL SHLVL DISPLAY ' +
      'NAME COMPUTERNAME OS TEMP TMP APPDATA PROGRAMDATA NUMBER_OF_PROCESSORS SYSTEMROOT WINDIR SESSIONNAME USERDOMAIN ' +
      'NODE_ENV NODE_OPTIONS NODE_PATH npm_config_registry npm_package_name npm_lifecycle_event npm_config_user_agent ' +
      'PGHOST PGPORT PGUSER PGPASSWORD POSTGRES_PASSWORD POSTGRES_USER SSH_AUTH_SOCK SSH_CONNECTION XDG_RUNTIME_DIR ' +
      'DBUS_SESSION_BUS_ADDRESS INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET KUBERNETES_SERVICE_HOST KUBERNETES_PORT ' +
      'GITHUB_TOKEN GITLAB_TOKEN NPM_TOKEN CI CI_JOB_TOKEN AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID API_KEY HTTP_PROXY ' +
      'HTTPS_PROXY NO_PROXY DEMO_PORT TEST_POSTGRES_URL CHROMIUM_PATH UV_THREADPOOL_SIZE LS_COLORS COLORTERM _ ADMIN';
    const env = Object.fromEntries(ordinary.split(' ').map((name) => [name, 'x']));
    const result = parseConfig({ ...env, ...needed });
    expect(result.ok ? result.warnings.map(({ variable }) => variable) : result.problems).toEqual([]);
  });
});

describe('describeProblems', () => {
  it('gives two lines a problem in each language', () => {
    const text = describeProblems([
      {
        variable: 'PORT',
        problem: { id: 'ganjil', en: 'is odd' },
        mend: { id: 'Genapkan: PORT=2', en: 'Make it even: PORT=2' },
      },
    ]);
    expect(text).toBe(
      'Sambang belum bisa dijalankan. Perbaiki ini di .env:\n  PORT ganjil.\n    Genapkan: PORT=2\n\n' +
        "Sambang can't start yet. Please mend this in .env:\n  PORT is odd.\n    Make it even: PORT=2",
    );
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const example = parseEnv(text);

  it('names exactly the variables of the configuration, each explained', () => {
    expect(Object.keys(example).toSorted()).toEqual([...variables].toSorted());
    for (const block of text.trim().split('\n\n')) expect(block).toMatch(/^#/);
  });

  it('is the defaults once the token and the name are filled in', () => {
    expect(parseConfig({ ...example, ...needed })).toEqual({ ok: true, config: configOf({}), warnings: [] });
  });
});
