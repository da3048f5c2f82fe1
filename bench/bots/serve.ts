import { type BotJob, launchHere } from './bot.js';

/**
 * A measured bot's own process: starts the bot that the arguments name and answers what the benchmark asks. It
 * ends when the benchmark does, however that ended.
 */
export async function serveBot([
  kind,
  apiRoot,
  token,
  databaseFile,
  count,
  port,
]: readonly string[]): Promise<void> {
  if ((kind !== 'stack' && kind !== 'floor') || !apiRoot || !token || !databaseFile) {
    throw new Error('the benchmark takes no arguments');
  }
  const webhook = port === undefined || port === '0' ? {} : { webhookPort: Number(port) };
  const job: BotJob = { kind, apiRoot, token, databaseFile, countStatements: count === 'true', ...webhook };
  process.on('disconnect', () => process.exit(1));
  const bot = await launchHere(job);
  process.on('message', (message) => {
    if (message === 'stop') void bot.stop().then(() => process.exit(0));
    else void bot.vitals(message === 'vitals after collecting').then((vitals) => process.send?.(vitals));
  });
  process.send?.('ready');
}
