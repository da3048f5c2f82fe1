/** What an error and whatever caused it say of themselves, for telling which fault it is. */
export type Evidence = {
  /** The classes, outermost first. */
  readonly names: readonly string[];
  /** Of Node, SQLite, PostgreSQL (SQLSTATE), Prisma or its adapters. */
  readonly codes: readonly string[];
  /** Bot API methods that were refused, with the number of the refusal: `setWebhook 400`. */
  readonly refused: readonly string[];
  /** The files and system calls that Node names. */
  readonly paths: readonly string[];
  readonly calls: readonly string[];
  /** All messages; they may hold what nobody is to see, and are matched only. */
  readonly messages: string;
  readonly chain: readonly object[];
};

const DEEPEST = 8;
const CAUSES = ['cause', 'error', 'meta', 'driverAdapterError'] as const;
const CODES = ['code', 'originalCode', 'kind', 'errorCode'] as const;

const field = (of: object, name: string): unknown => Reflect.get(of, name);

function chainOf(thrown: unknown, depth = 0): object[] {
  if (typeof thrown !== 'object' || thrown === null || depth > DEEPEST) return [];
  const several = field(thrown, 'errors');
  const causes = [...CAUSES.map((name) => field(thrown, name)), ...(Array.isArray(several) ? several : [])];
  return [thrown, ...causes.flatMap((cause) => chainOf(cause, depth + 1))];
}

const texts = (chain: readonly object[], ...names: readonly string[]): string[] =>
  chain.flatMap((one) => names.map((name) => field(one, name))).filter((value) => typeof value === 'string');

/** Looks an error through, with all that caused it. */
export function evidenceOf(thrown: unknown): Evidence {
  const chain = chainOf(thrown);
  return {
    names: texts(chain, 'name'),
    codes: texts(chain, ...CODES),
    refused: chain.flatMap((one) => {
      const [method, code] = [field(one, 'method'), field(one, 'error_code')];
      return typeof method === 'string' && typeof code === 'number' ? [`${method} ${code}`] : [];
    }),
    paths: texts(chain, 'path'),
    calls: texts(chain, 'syscall'),
    messages: texts(chain, 'message', 'originalMessage').join('\n'),
    chain,
  };
}
