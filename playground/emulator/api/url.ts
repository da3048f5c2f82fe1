/**
 * Why Telegram would refuse an address in a link or a button, in its words; undefined when it would take it.
 * Like Telegram's own parser it accepts an address without a scheme and wants a dot in the host.
 */
export function urlProblem(url: string): string | undefined {
  if (/^tg:\/\//i.test(url) || /^mailto:\S+@\S+$/i.test(url)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url);
  if (scheme && !/^https?$/i.test(scheme[1] ?? '')) return 'Unsupported URL protocol';
  const rest = scheme ? url.slice(scheme[0].length) : url;
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  const [, host = '', port] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) <= 65_535)) {
    return 'Wrong port number specified in the URL';
  }
  if (host === '') return 'URL host is empty';
  if (/[\s<>"'`{}|\\^]/u.test(host)) return 'Disallowed character in URL host';
  if (!host.startsWith('[') && !/^[^.]+(?:\.[^.]+)+$/u.test(host)) return 'Wrong HTTP URL';
  return undefined;
}
