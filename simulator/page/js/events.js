// The live stream of the simulator, opened again by itself whenever it breaks.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;

export class Stream {
  /** `onEvent(event)` for each event; `onLost()` once when the stream breaks. */
  constructor(onEvent, onLost) {
    this.onEvent = onEvent;
    this.onLost = onLost;
    this.wait = FIRST_WAIT;
    this.source = null;
    this.timer = 0;
    this.people = [];
  }

  /** Listens for these people from now on. */
  follow(people) {
    this.people = [...people];
    this.open();
  }

  open() {
    this.close();
    const source = new EventSource(`/sim/events?people=${this.people.join(",")}`);
    source.addEventListener("message", (message) => this.take(JSON.parse(message.data)));
    source.addEventListener("error", () => this.lost(source));
    this.source = source;
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  take(event) {
    this.wait = FIRST_WAIT;
    this.onEvent(event);
  }

  lost(source) {
    if (source !== this.source) return;
    this.close();
    this.onLost();
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
