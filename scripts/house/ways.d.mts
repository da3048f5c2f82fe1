/** Every way in which features write to some tables, as `programmes/enrolment enrol`. */
export function waysOfWriting(root: string, tables: readonly string[]): string[];
