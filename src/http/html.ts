import { createHash } from 'node:crypto';
import type { PageAnswer } from '../bot/page.js';

/** Markup that is safe to be put into a page as it stands. */
export type Html = { readonly html: string };

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Part = string | Html | undefined | false | readonly Html[];

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return part.replace(/[&<>"']/gu, (mark) => MARKS[mark] ?? mark);
  return 'html' in part ? part.html : part.map(({ html: inner }) => inner).join('');
}

/** Markup with values in it: texts are escaped, what is absent is nothing. */
export function html(strings: readonly string[], ...parts: readonly Part[]): Html {
  return { html: strings.map((text, at) => text + (at < parts.length ? written(parts[at]) : '')).join('') };
}

const STYLE = `*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.25rem;line-height:1.3;margin:.5rem 0 1rem}
dl{margin:0 0 1rem;padding:.75rem 1rem;background:#f3f4f6;border-radius:.5rem}
dt{font-size:.85rem;color:#4b5563}
dd{margin:0 0 .5rem;white-space:pre-line;overflow-wrap:anywhere}
dd:last-child{margin:0}
p{margin:.5rem 0}
form{margin:0}
label{display:block;margin:.5rem 0 .25rem}
input,button,a.button{font:inherit;width:100%;padding:.7rem;border-radius:.4rem;border:1px solid #6b7280}
input{background:#fff}
button,a.button{display:block;text-align:center;text-decoration:none;margin-top:.75rem;background:#fff;color:#1a1a1a;font-weight:600}
button[hidden]{display:none}
button.yes,a.yes{background:#166534;border-color:#166534;color:#fff}
details{border:1px solid #6b7280;border-radius:.4rem;margin-top:.75rem;padding:0 1rem}
summary{padding:.7rem 0;font-weight:600;text-align:center;cursor:pointer}
details[open]{padding-bottom:1rem}
.note{padding:.75rem 1rem;border-radius:.5rem;background:#fef3c7}
.good{padding:.75rem 1rem;border-radius:.5rem;background:#dcfce7}
.small{font-size:.85rem;color:#4b5563}
code{overflow-wrap:anywhere}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded from anywhere, nothing runs, and the address goes to nobody: it is the key. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/** A page without scripts and without anything from elsewhere. */
export function htmlPage(
  { language, title, body }: { readonly language: string; readonly title: string; readonly body: Html },
  status = 200,
): PageAnswer {
  const { html: text } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return { status, headers: HEADERS, body: text };
}

/** Sends the browser on to what came of a form, so that loading the page again sends nothing twice. */
export function seeOther(location: string): PageAnswer {
  return { status: 303, headers: { location, 'cache-control': 'private, no-store' }, body: '' };
}
