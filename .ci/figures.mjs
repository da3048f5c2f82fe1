import { readdirSync, readFileSync } from 'node:fs';

// What the reports of vitest in a folder say, failures named: only the end of a long log is kept everywhere.
const [folder] = process.argv.slice(2);
const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));

for (const { name, status, message, assertionResults } of reports.flatMap((one) => one.testResults)) {
  const failed = assertionResults.filter((one) => one.status === 'failed');
  for (const { fullName, failureMessages } of failed)
    console.log(`FAILED ${name}: ${fullName}\n${failureMessages.join('\n').slice(0, 2000)}`);
  if (status === 'failed' && failed.length === 0)
    console.log(`FAILED ${name}: ${message.slice(0, 2000)}`);
}

const sum = (key) => reports.reduce((so, one) => so + one[key], 0);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
