import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../support/database.js';
import { notice, type Office, openOffice } from './office.js';

describe.each(databases())('delivery on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db);
  });
  afterAll(() => store.close());

  it('sends what is due, in the words of its kind, and keeps the message id', async () => {
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { groupId: 1 } });
    expect(await office.delivery({ note: notice() }).tick()).toBe(2);
    expect(office.said()).toEqual(['1001 note 1', '-1001 note 2']);
    expect(await office.row(1)).toMatchObject({ state: 'sent', messageId: 1, attempts: 0, cause: null });
    expect((await office.row(1)).sentAt).toEqual(office.time.clock.now());
  });
});
