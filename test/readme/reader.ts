import type { Locator, Page } from 'playwright-core';
import type { Act, Place } from './steps.js';

/** The page's names of README's chats. */
const SEATS: Readonly<Record<Exclude<Place, 'clock'>, string>> = {
  officer: 'Petugas',
  agency: 'Kepala Dinas Perikanan',
  group: 'Grup staf',
};

/** Does on the demo's page what README says, as a person would: by the keyboard, by taps, by looking. */
export async function follow(page: Page, { kind, place, text }: Act): Promise<void> {
  if (place === 'clock') {
    await (kind === 'type'
      ? setClock(page, text)
      : page.locator('#clock').getByRole('button', { name: text }).click());
    return;
  }
  const chat = page.getByRole('region', { name: SEATS[place] });
  switch (kind) {
    case 'type':
      await chat.getByRole('textbox').fill(text);
      await chat.getByRole('textbox').press('Enter');
      break;
    case 'tap':
      await tap(chat, text);
      break;
    case 'see':
      await chat.getByRole('log').getByText(text).last().waitFor();
      break;
    default:
      kind satisfies never;
  }
}

async function tap(chat: Locator, label: string): Promise<void> {
  await chat.getByRole('log').getByRole('button', { name: label }).last().click();
  // Telegram's own mark that a tap is being answered.
  await chat.locator('[aria-busy]').waitFor({ state: 'detached' });
}

/** @param moment As README writes it: `2023-09-06 08:00`. */
async function setClock(page: Page, moment: string): Promise<void> {
  await page.getByRole('timer').click();
  await page.locator('#clock input').fill(moment.replace(' ', 'T'));
}
