import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { needPrograms } from '../needs.js';
import { freePort } from '../port.js';
import { type Child, start, until } from './child.js';

export type BalancerKind = 'nginx' | 'haproxy';

function haproxySettings(port: number, upstreams: readonly number[]): string[] {
  return [
    'defaults',
    '  mode http',
    '  timeout connect 1s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  option redispatch',
    '  retries 3',
    'frontend telegram',
    `  bind 127.0.0.1:${port}`,
    '  default_backend sambang',
    'backend sambang',
    '  balance roundrobin',
    '  option httpchk GET /healthz',
    ...upstreams.map(
      (upstream) => `  server s${upstream} 127.0.0.1:${upstream} check inter 500ms fall 2 rise 1`,
    ),
  ];
}

function nginxSettings(folder: string, port: number, upstreams: readonly number[]): string[] {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return [
    'daemon off;',
    `pid ${join(folder, 'nginx.pid')};`,
    'error_log stderr;',
    'events {}',
    'http {',
    'access_log off;',
    ...paths,
    'upstream sambang {',
    ...upstreams.map((upstream) => `server 127.0.0.1:${upstream} max_fails=1 fail_timeout=1s;`),
    '}',
    `server { listen 127.0.0.1:${port}; location / { proxy_pass http://sambang; proxy_connect_timeout 1s; } }`,
    '}',
  ];
}

/** Starts a balancer that hands requests to the ports in turn, leaving out those that are down. */
export async function startBalancer(
  within: string,
  kind: BalancerKind,
  upstreams: readonly number[],
): Promise<Child & { readonly port: number }> {
  await needPrograms(kind);
  const port = await freePort();
  const folder = join(within, kind);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'settings.conf');
  const settings =
    kind === 'haproxy' ? haproxySettings(port, upstreams) : nginxSettings(folder, port, upstreams);
  await writeFile(file, `${settings.join('\n')}\n`);
  const args = kind === 'haproxy' ? ['-db', '-f', file] : ['-p', folder, '-c', file];
  const child = start({ command: kind, args, cwd: folder });
  // With nothing behind it yet it answers too, if only 502 or 503.
  await until(`${kind} answers`, async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0, child);
  return { ...child, port };
}
