// A poll: choosing while it is open, and what was chosen afterwards.
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/** `view.me` is whose phone it is; `view.act(item)` has vote(options) and ticks, the options ticked so far. */
export function renderPoll(item, view) {
  const { poll } = item;
  const voters = new Set(poll.options.flatMap((option) => option.voters));
  const own = poll.options.map((option) => option.voters.includes(view.me));
  const asks = !poll.closed && !own.includes(true);
  const act = view.act(item);
  return h("div", { class: "poll" }, h("b", { class: "question" }, poll.question), h("small", {}, kindOf(poll)),
    asks ? choices(poll, act) : results(poll, own, voters.size),
    h("div", { class: "foot" }, h("small", {}, voters.size ? t("votes", { n: voters.size }) : t("noVotes")),
      !asks && !poll.closed && !poll.quiz && h("button", { type: "button", class: "link", on: { click: () => act.vote([]) } }, t("takeVoteBack"))));
}

function kindOf({ closed, quiz, anonymous, multiple }) {
  if (closed) return t("pollClosed");
  const who = anonymous ? t("anonymous") : t("openVote");
  return [quiz ? t("quiz") : who, multiple && t("severalChoices")].filter(Boolean).join(" · ");
}

function choices(poll, act) {
  if (!poll.multiple) {
    return h("div", { class: "options" }, poll.options.map((option, at) =>
      h("button", { type: "button", class: "option", data: { place: `poll:${at}` }, on: { click: () => act.vote([at]) } }, h("span", { class: "circle" }), option.text)));
  }
  const send = h("button", { type: "button", class: "fill", disabled: act.ticks.size === 0, on: { click: () => act.vote([...act.ticks].sort()) } }, t("vote"));
  const tick = (at) => ({ target }) => {
    act.ticks[target.checked ? "add" : "delete"](at);
    send.disabled = act.ticks.size === 0;
  };
  return h("div", { class: "options" }, poll.options.map((option, at) => {
    const box = h("input", { type: "checkbox", data: { place: `poll:${at}` }, on: { change: tick(at) } });
    box.checked = act.ticks.has(at);
    return h("label", { class: "option" }, box, option.text);
  }), send);
}

function results(poll, own, total) {
  return h("ul", { class: "results" }, poll.options.map(({ text, voters }, at) => {
    const share = total ? Math.round((100 * voters.length) / total) : 0;
    return h("li", { class: own[at] ? "is-own" : "", "aria-label": t("pollResult", { text, share, n: voters.length }) },
      h("span", { class: "share" }, `${share}%`), h("span", { class: "words" }, text, own[at] && icon("check")),
      h("span", { class: "bar", css: { "--share": `${share}%` } }));
  }));
}
