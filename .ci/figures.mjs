import { readdirSync, readFileSync } from 'node:fs';

// What the reports of vitest in a folder say, failures named: only the end of a long log is kept everywhere.
const [folder] = process.argv.slice(2);
const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
const say = (text) => process.stdout.write(`${text}\n`);

for (const { name, status, message, assertionResults } of reports.flatMap((one) => one.testResults)) {
  const failed = assertionResults.filter((one) => one.status === 'failed');
  for (const { fullName, failureMessages } of failed)
    say(`FAILED ${name}: ${fullName}\n${failureMessages.join('\n').slice(0, 2000)}`);
  if (status === 'failed' && failed.length === 0) say(`FAILED ${name}: ${message.slice(0, 2000)}`);
}

const sum = (key) => reports.reduce((so, one) => so + one[key], 0);
say(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
