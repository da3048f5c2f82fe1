/** Asks the playground for something. */
export async function ask(name, query = {}) {
  const response = await fetch(`/play/${name}?${new URLSearchParams(query)}`);
  return response.json();
}

/** Tells the playground what somebody does; throws with its reason when that can't be done. */
export async function act(name, body) {
  const form = body instanceof FormData;
  const response = await fetch(`/play/${name}`, {
    method: 'POST',
    headers: form ? {} : { 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!answer.ok) throw new Error(answer.text);
}

/** Follows live changes. `onOpen` runs at every (re)connection, `onLost` when one breaks. */
export function follow({ onEvent, onOpen, onLost }) {
  const source = new EventSource('/play/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data)));
}
