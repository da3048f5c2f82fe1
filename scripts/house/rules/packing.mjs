/** Objects are written out, not packed into `...{ a, b }` so that they fit on a line. */
export function packing({ code }) {
  return code.flatMap(({ path, packings, lineOf }) =>
    packings.map((start) => ({
      rule: 'packing',
      path,
      line: lineOf(start),
      sentence: 'an object is packed into `...{ … }`: write its properties out where they stand.',
    })),
  );
}
