// One play of the tour: it rests, waits for what must be there, and ends when the visitor takes over.

export class Ended extends Error {}

/** What a step waited for did not come. */
export class Missed extends Error {
  constructor(person, what) {
    super(what);
    Object.assign(this, { person, what });
  }
}

const LOOK = 100;
const PATIENCE = 20;
const later = (ms) => new Promise((done) => setTimeout(done, ms));

export class Play {
  constructor() {
    Object.assign(this, { over: false, hurried: false, values: {} });
    this.wake = () => {};
  }

  end() {
    this.over = true;
    this.wake();
  }

  /** The rest of the scene without its pauses. */
  hurry() {
    this.hurried = true;
    this.wake();
  }

  check() {
    if (this.over) throw new Ended();
  }

  async rest(seconds) {
    this.check();
    if (!this.hurried) await Promise.race([later(seconds * 1000), new Promise((done) => (this.wake = done))]);
    this.check();
  }

  /** What `look` finds, looked for until it finds something; Missed names `what` on the phone of `person`. */
  async until(look, person, what, seconds = PATIENCE) {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      this.check();
      const found = await look();
      if (found) return found;
      if (performance.now() > end) throw new Missed(person, what);
      await later(LOOK);
    }
  }

  /** Words of the script with what was seen before in the places {so}. */
  fill(words) {
    return words.replace(/\{(\w+)\}/gu, (all, name) => this.values[name] ?? all);
  }
}
