import { PrismaClientKnownRequestError, PrismaClientValidationError } from '@prisma/client/runtime/client';
import { BotError, type Context, GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel, newReference } from '../../src/lib/logger.js';

const token = '123456:AAH-verysecretverysecretverysecret';
const name = 'Budi Santoso';
const register = 'BI.123/2023';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level: LogLevel = 'debug') {
  const lines: string[] = [];
  write(createLogger(level, { write: (line) => lines.push(line) }));
  return lines;
}

function lineOf(err: unknown): Record<string, unknown> & { text: string } {
  const [text = ''] = logged((log) => log.error({ err }, 'failed'));
  return { ...JSON.parse(text), text };
}

const invocation =
  `\nInvalid \`prisma.participant.create()\` invocation:\n\n` +
  `{ data: { name: "${name}", registerNo: ${register} } }\n\nUnique constraint failed`;

describe('a log line', () => {
  it('is JSON with level, time, fields and message', () => {
    const [line = ''] = logged((log) => log.info({ update: 7 }, 'handled'));
    expect(JSON.parse(line)).toEqual({ level: 'info', time: expect.any(String), update: 7, msg: 'handled' });
  });

  it('is left out below the level', () => {
    expect(logged((log) => log.info('quiet'), 'warn')).toEqual([]);
    expect(logged((log) => log.fatal('quiet'), 'silent')).toEqual([]);
  });

  it('holds no object that was passed by mistake', () => {
    const update = { message: { from: { first_name: name } } };
    const [line = ''] = logged((log) =>
      log.info({ update, updates: [update, 1], at: new Date(0), id: 7n }, 'x'),
    );
    expect(line).not.toContain(name);
    expect(JSON.parse(line)).toMatchObject({ update: '[object]', updates: ['[object]', 1], id: 7 });
  });

  it('treats an error in any field alike', () => {
    const [line = ''] = logged((log) => log.warn({ why: new SyntaxError(name) }, 'x'));
    expect(line).not.toContain(name);
    expect(JSON.parse(line)).toMatchObject({ why: { type: 'SyntaxError' } });
  });
});

describe('an error in the log', () => {
  it('of grammY keeps code, method and description, and not the payload or what is quoted', () => {
    const answer = {
      ok: false,
      error_code: 400,
      description: `Bad Request: unsupported start tag "${name}"`,
    } as const;
    const line = lineOf(
      new GrammyError("Call to 'sendMessage' failed!", answer, 'sendMessage', {
        text: `${name} ${register}`,
      }),
    );
    expect(line).toMatchObject({ err: { type: 'GrammyError', code: 400, method: 'sendMessage' } });
    expect(line.text).toContain('unsupported start tag');
    for (const hidden of [name, register]) expect(line.text).not.toContain(hidden);
  });

  it('of the network keeps the code of its cause, and not the address with the token', () => {
    const inner = Object.assign(new Error(`request to https://api.telegram.org/bot${token}/getMe failed`), {
      code: 'ECONNRESET',
    });
    const line = lineOf(new HttpError("Network request for 'getMe' failed!", inner));
    expect(line).toMatchObject({ err: { type: 'HttpError', cause: { type: 'Error', code: 'ECONNRESET' } } });
    expect(line.text).not.toContain('verysecret');
    expect(lineOf(new Error(`token ${token} refused`)).text).not.toContain('verysecret');
  });

  it('of Prisma keeps code, model and the kind of its cause, and not the values', () => {
    const driverAdapterError = Object.assign(new Error('DriverAdapterError'), {
      name: 'DriverAdapterError',
      cause: {
        kind: 'UniqueConstraintViolation',
        originalCode: '23505',
        originalMessage: `Key (name)=(${name})`,
      },
    });
    const line = lineOf(
      new PrismaClientKnownRequestError(invocation, {
        code: 'P2002',
        clientVersion: '7.10.0',
        meta: { modelName: 'Participant', driverAdapterError, target: [name] },
      }),
    );
    expect(line).toMatchObject({
      err: {
        type: 'PrismaClientKnownRequestError',
        code: 'P2002',
        subject: 'Participant',
        cause: { cause: { code: '23505', subject: 'UniqueConstraintViolation' } },
      },
    });
    for (const hidden of [name, register]) expect(line.text).not.toContain(hidden);
  });

  it("of Prisma's validation shows no message", () => {
    const line = lineOf(new PrismaClientValidationError(invocation, { clientVersion: '7.10.0' }));
    expect(line).toMatchObject({ err: { type: 'PrismaClientValidationError', frames: expect.any(Array) } });
    for (const hidden of [name, register]) expect(line.text).not.toContain(hidden);
  });

  it('of PostgreSQL keeps code, table and constraint, and not the detail', () => {
    class DatabaseError extends Error {
      readonly code = '23505';
      readonly table = 'Participant';
      readonly constraint = 'participant_register';
      readonly detail = `Key (registerNo)=(${register}) already exists.`;
    }
    const line = lineOf(new DatabaseError(`invalid input: ${name}`));
    expect(line).toMatchObject({ err: { code: '23505', subject: 'Participant participant_register' } });
    for (const hidden of [name, register]) expect(line.text).not.toContain(hidden);
  });

  it("of grammY's middleware shows what was thrown and nothing of the update", () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what would leak matters
    const context = { update: { message: { text: name } } } as unknown as Context;
    const line = lineOf(new BotError(new TypeError('x is not a function'), context));
    expect(line).toMatchObject({ err: { cause: { type: 'TypeError', message: 'x is not a function' } } });
    expect(line.text).not.toContain(name);
  });

  it('of the engine keeps the message without quoted text, addresses and long numbers', () => {
    const { err } = lineOf(
      new Error(`no one called '${name}' (${register}, 8123456789) at https://x.id/a?b=c`),
    );
    expect(err).toMatchObject({ message: 'no one called ‹text› (BI.‹number›, ‹number›) at ‹address›' });
  });

  it('that quotes its input, as of JSON, shows no message', () => {
    let raised: unknown;
    try {
      JSON.parse(name);
    } catch (error) {
      raised = error;
    }
    expect(lineOf(raised)).toMatchObject({ err: { type: 'SyntaxError', frames: expect.any(Array) } });
    expect(lineOf(raised).text).not.toContain('Budi');
  });

  it('of a class that says so shows its message whole', () => {
    class Told extends Error {
      readonly loggable = true;
    }
    expect(lineOf(new Told("the 'port' is taken"))).toMatchObject({
      err: { message: "the 'port' is taken" },
    });
  });

  it('shows where it was thrown, and no line of the message that looks like it', () => {
    const { err, text } = lineOf(new SyntaxError(`x\n    at ${name} (a.js:1:1)`));
    expect(JSON.stringify(err)).toContain('logger.test.ts');
    expect(text).not.toContain(name);
  });

  it('ends after a few causes, also where they go round', () => {
    const round = new Error('round');
    round.cause = round;
    expect(lineOf(round)).toMatchObject({ err: { cause: { cause: { cause: { type: 'Error' } } } } });
  });

  it('may be anything that was thrown', () => {
    expect(lineOf(name)).toMatchObject({ err: { type: 'string' } });
    expect(lineOf(undefined)).toMatchObject({ err: { type: 'undefined' } });
    expect(lineOf({ name }).text).not.toContain(name);
  });
});

describe('newReference', () => {
  it('is four characters that nobody mistakes for others', () => {
    for (let i = 0; i < 500; i++) expect(newReference()).toMatch(/^[2-46-9A-HJ-NP-RTW-Y]{4}$/);
  });

  it('follows the random numbers it is given', () => {
    const numbers = [0, 1, 22, 5];
    expect(newReference(() => numbers.shift() ?? 0)).toBe(newReference(() => 0).charAt(0) + 'C7G');
  });
});
