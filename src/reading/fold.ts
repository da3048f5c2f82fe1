const MOST_OCTETS = 75;

function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > MOST_OCTETS) {
      parts.push(part);
      // The blank that begins the next line counts.
      [part, octets] = ['', 1];
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

/** Content lines of RFC 5545 folded anew, so that none has more than 75 octets and no letter is parted. */
export function foldLines(text: string): string {
  const whole = text.replaceAll(/\r\n[ \t]/gu, '');
  return whole.split('\r\n').map(foldLine).join('\r\n');
}
