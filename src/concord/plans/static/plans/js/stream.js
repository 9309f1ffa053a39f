// How an open page learns that the room has moved on: a stream where one is offered, a question every few seconds where
// not or while it is broken. The page says what it does about it: `events` by name for the stream, `changed` for the rest.
const EVERY = 5000;
const said = document.querySelector("[data-live-state]");

function tell(state) {
  if (!said || said.dataset.state === state) return;
  said.dataset.state = state;
  said.textContent = said.dataset[state];
}

export function follow({ draft, address, question, beat, query, changed, events }) {
  const line = { beat };
  let asking = 0;
  let source = null;

  async function ask() {
    try {
      const answer = await fetch(question, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const now = (await answer.json()).beat;
      if (now !== line.beat) {
        await changed();
        line.beat = now;
      }
      tell("asking");
      if (source?.readyState === EventSource.CLOSED) listen(); // a browser that was refused once does not try again
    } catch {
      tell("away");
    }
  }

  function poll() {
    clearInterval(asking);
    asking = setInterval(ask, EVERY);
  }

  function listen() {
    if (!address || !window.EventSource) return poll();
    const base = address.startsWith(":") ? `${location.protocol}//${location.hostname}${address}/live` : address.replace(/\/$/, "");
    source = new EventSource(`${base}/${draft}/?${new URLSearchParams({ ...query, seen: line.beat })}`, { withCredentials: true });
    source.addEventListener("open", () => { clearInterval(asking); asking = 0; tell("listening"); });
    for (const [name, heard] of Object.entries(events)) {
      source.addEventListener(name, (event) => { line.beat = event.lastEventId || line.beat; heard(event); });
    }
    source.addEventListener("gone", () => { source.close(); location.reload(); });
    source.addEventListener("error", () => {
      tell("asking");
      if (!asking) poll();
    });
  }

  listen();
  window.addEventListener("online", ask);
  return line;
}
