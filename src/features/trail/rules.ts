/** The kinds of things that entries are about, as they are called in the database. */
export const SUBJECTS = [
  'post',
  'invitation',
  'accessRequest',
  'agency',
  'visit',
  'visitPoll',
  'followUp',
  'agreement',
  'programme',
  'participant',
  'session',
  'month',
  'timetableSlot',
  'closedDay',
  'holidayTable',
  'import',
  'group',
  'outbox',
  'nameExemption',
  'calendarFeed',
  'unit',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export function isSubject(text: string): text is Subject {
  return SUBJECTS.some((subject) => subject === text);
}

/** What is looked at: everything, what one person did, or what was done to a kind of thing or to one of them. 0: all. */
export type Look = { readonly person: number; readonly subject: Subject | 'all'; readonly id: number };

/** What has words of its own. */
export const ACTIONS: readonly string[] = [
  'post.give',
  'post.end',
  'invitation.make',
  'invitation.revoke',
  'access.approve',
  'access.refuse',
  'agency.add',
  'agency.edit',
  'visit.handOver',
  'visitPoll.fix',
  'visitPoll.cancel',
  'visitPoll.relay',
  'visitPoll.handOver',
  'followUp.handOver',
  'followUp.done',
  'followUp.reopen',
  'followUp.move',
  'followUp.cannot',
  'followUp.drop',
  'followUp.note',
  'agreement.add',
  'agreement.stage',
  'agreement.correct',
  'agreement.edit',
  'agreement.agencyIn',
  'agreement.agencyOut',
  'agreement.handOver',
  'programme.add',
  'programme.create',
  'programme.edit',
  'programme.names',
  'programme.copy',
  'programme.open',
  'programme.start',
  'programme.finish',
  'programme.cancel',
  'programme.restore',
  'programme.handOver',
  'participant.edit',
  'participant.depart',
  'participant.back',
  'participant.add',
  'participant.merge',
  'participant.unmerge',
  'participant.apart',
  'participant.undo',
  'session.add',
  'session.cancel',
  'session.undo',
  'session.move',
  'session.cover',
  'session.print',
  'month.close',
  'month.reopen',
  'month.open',
  'month.shut',
  'timetable.add',
  'timetable.end',
  'timetable.reopen',
  'calendar.close',
  'calendar.reopen',
  'calendar.table',
  'calendar.tableBack',
  'roster.import',
  'roster.undo',
  'group.bind',
  'group.rebind',
  'group.unbind',
  'group.lost',
  'queue.retry',
  'queue.retryAll',
  'queue.drop',
  'name.grant',
  'name.withdraw',
  'claim.make',
  'unit.add',
  'unit.edit',
  'feed.make',
  'feed.revoke',
];

/** What was done, as the key of its words: `post.end` → `post-end`. */
export function wordsOf(action: string): string {
  return ACTIONS.includes(action) ? action.replaceAll('.', '-') : 'other';
}

/** A line's number is that of the thing; what is one of a kind by its day or month says that. */
export function thingOf(subjectId: number, detail: unknown): string {
  const facts = typeof detail === 'object' && detail !== null ? detail : {};
  if ('month' in facts && typeof facts.month === 'string') return facts.month;
  if ('date' in facts && typeof facts.date === 'string') return facts.date;
  if ('year' in facts && typeof facts.year === 'number') return String(facts.year);
  return String(subjectId);
}
