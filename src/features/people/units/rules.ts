import type { OfficeHours } from '../../../access/actor.js';
import { searchName } from '../../../reading/search-name.js';

export const ZONES = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' } as const;
type ZoneName = keyof typeof ZONES;
export const ZONE_NAMES = Object.keys(ZONES) as ZoneName[];

/** What a form knows of a unit: `hours` as `08.00–15.00`, empty for those of the regulation; `kanwilId` 0 for none. */
export type UnitValues = {
  readonly name: string;
  readonly zone: ZoneName;
  readonly hours: string;
  readonly kanwilId: number;
};

function zoneName(zone: string): ZoneName | undefined {
  return ZONE_NAMES.find((name) => ZONES[name] === zone);
}

/** A typed zone: `WIT`, `wita`, `Asia/Jakarta`. */
export function readZone(text: string): ZoneName | undefined {
  const typed = text.trim();
  return ZONE_NAMES.find((name) => name === typed.toUpperCase()) ?? zoneName(typed);
}

const CLOCK = String.raw`(\d{1,2})(?:[.:](\d{2}))?`;
const HOURS = new RegExp(
  String.raw`^(?:jam\s+)?${CLOCK}\s*(?:-|–|—|s\.?d\.?|sampai|to|until)\s*${CLOCK}$`,
  'iu',
);

function minutes(hour: string | undefined, minute = '0'): number | undefined {
  const [h, m] = [Number(hour), Number(minute)];
  return h <= 24 && m <= 59 && h * 60 + m <= 24 * 60 ? h * 60 + m : undefined;
}

/** Typed office hours: `08.00-15.00`, `8 sampai 15`; an hour at least, on one day. */
export function readHours(text: string): OfficeHours | undefined {
  const found = HOURS.exec(text.trim());
  if (!found) return undefined;
  const opensAt = minutes(found[1], found[2]);
  const closesAt = minutes(found[3], found[4]);
  if (opensAt === undefined || closesAt === undefined || closesAt - opensAt < 60) return undefined;
  return { opensAt, closesAt };
}

export function hoursText({ opensAt, closesAt }: OfficeHours): string {
  const clock = (at: number) =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}.${String(at % 60).padStart(2, '0')}`;
  return `${clock(opensAt)}–${clock(closesAt)}`;
}

/** A line such as `Rutan Kelas IIB Masohi, WIT, 08.00-15.00`, in any order; what is neither zone nor hours is the name. */
export function readUnitLine(line: string): Partial<UnitValues> {
  const parts = line.split(',').flatMap((part) => part.trim().replace(/\s+/gu, ' ') || []);
  const zone = parts.flatMap((part) => readZone(part) ?? [])[0];
  const hours = parts.flatMap((part) => readHours(part) ?? [])[0];
  const name = parts.filter((part) => !readZone(part) && !readHours(part)).join(', ');
  return {
    ...(isName(name) && { name }),
    ...(zone && { zone }),
    ...(hours && { hours: hoursText(hours) }),
  };
}

export const LONGEST_NAME = 80;

/** Whether a text can be a unit's name. */
export function isName(text: string): boolean {
  return searchName(text) !== '' && [...text].length <= LONGEST_NAME;
}

/** Whether a unit of this name is a regional office. */
export function namesKanwil(name: string): boolean {
  return /^(?:kanwil|kantor wilayah)\b/iu.test(name.trim());
}

/** A unit as whoever may look at it sees it. */
export type UnitSeen = {
  readonly id: number;
  readonly name: string;
  readonly zone: string;
  readonly hours: OfficeHours | undefined;
  readonly isKanwil: boolean;
  readonly kanwilId: number | null;
  readonly hasHead: boolean;
};
