import { defineTap, int, oneOf, pageNumber, word } from '../../dialogs/callback.js';
import { readPeriodCode, writePeriod } from '../../reading/period/period.js';
import { LEGAL_STATUSES, PROGRAMME_KINDS } from '../programmes/index.js';
import { type Question, VIEWS } from './rules.js';

const NONE = '-';

/** A count's card as a whole: what it shows, of whom and when. Ids are 0 where nothing is narrowed. */
const countTap = defineTap('count', {
  view: oneOf(...VIEWS),
  agency: int,
  programme: int,
  kind: oneOf(...PROGRAMME_KINDS, NONE),
  status: oneOf(...LEGAL_STATUSES, NONE),
  period: word,
  page: pageNumber,
});

/** A button that shows a question's answer in place of the card it is on. */
export const questionTap = {
  name: countTap.name,
  data: ({ view, filter, period, page }: Question): string =>
    countTap.data({
      view,
      agency: filter.agencyId ?? 0,
      programme: filter.programmeId ?? 0,
      kind: filter.kind ?? NONE,
      status: filter.status ?? NONE,
      period: period ? writePeriod(period) : '',
      page,
    }),
  read: (data: string): Question | undefined => {
    const values = countTap.read(data);
    const period = values && (values.period === '' ? null : readPeriodCode(values.period));
    if (!values || period === undefined) return undefined;
    const { view, agency, programme, kind, status, page } = values;
    return {
      view,
      filter: {
        agencyId: agency === 0 ? null : agency,
        programmeId: programme === 0 ? null : programme,
        kind: kind === NONE ? null : kind,
        status: status === NONE ? null : status,
      },
      period,
      page,
    };
  },
};
