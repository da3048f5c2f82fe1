import { describe, expect, it } from 'vitest';
import type { PostKind } from '../../../src/access/actor.js';
import {
  answering,
  contactsAmong,
  decidersAmong,
  headsAmong,
  isInOffice,
  onDuty,
  reachable,
} from '../../../src/features/staffing/rules.js';

const holder = (id: number, kinds: readonly PostKind[], isReachable = true) => ({
  id,
  name: `Orang ${id}`,
  kinds,
  isHead: kinds.includes('head') || kinds.includes('agencyHead'),
  reachable: isReachable,
});
const head = holder(1, ['head']);
const officer = holder(2, ['officer']);
const humas = holder(3, ['humas']);
const lostOfficer = holder(4, ['officer'], false);
const both = holder(5, ['humas', 'officer']);
const kadis = holder(6, ['agencyHead']);
const contact = holder(7, ['agencyContact']);
const lostKadis = holder(8, ['agencyHead'], false);
const ids = (people: readonly { readonly id: number }[]) => people.map(({ id }) => id);

describe('who answers', () => {
  it.each([
    [['officer'], true],
    [['head'], true],
    [['humas', 'officer'], true],
    [['humas'], false],
    [['agencyHead'], false],
    [[], false],
  ])('with posts %j: in office %s', (kinds, expected) => {
    expect(isInOffice(kinds)).toBe(expected);
  });

  it('is the first of those named who is there, else the heads', () => {
    const people = [humas, officer, head];
    expect(ids(answering(people, [9, 3, 2]))).toEqual([3]);
    expect(ids(answering(people, [null, undefined, 9]))).toEqual([1]);
    expect(ids(answering(people, []))).toEqual([1]);
    expect(ids(answering([humas], [9]))).toEqual([]);
  });

  it('is every officer on duty, whatever else they are, else the heads', () => {
    expect(ids(onDuty([head, officer, humas, both]))).toEqual([2, 5]);
    expect(ids(onDuty([head, humas]))).toEqual([1]);
  });

  it('is an agency’s contacts for what goes on, else its heads', () => {
    expect(ids(contactsAmong([kadis, contact]))).toEqual([7]);
    expect(ids(contactsAmong([kadis]))).toEqual([6]);
  });

  it('decides as a head who can be reached, else as anybody who can', () => {
    expect(ids(decidersAmong([contact, kadis]))).toEqual([6]);
    expect(ids(decidersAmong([contact, lostKadis]))).toEqual([7]);
    expect(ids(decidersAmong([lostKadis, lostOfficer]))).toEqual([]);
    expect(ids(reachable([officer, lostOfficer, head]))).toEqual([2, 1]);
    expect(ids(headsAmong([officer, lostKadis, head]))).toEqual([8, 1]);
  });
});
