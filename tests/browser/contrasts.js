() => {
  // The contrast of each colour on the ground it stands on (WCAG 2), by the tokens of the page.
  const pairs = [
    ["text", "bubble-in"], ["text", "bubble-out"], ["bubble-meta", "bubble-in"], ["bubble-meta", "bubble-out"],
    ["accent", "button"], ["accent", "bubble-in"], ["accent", "bubble-out"], ["accent", "accent-soft"],
    ["muted", "surface"], ["muted", "surface-2"], ["muted", "canvas"],
    ["on-accent", "accent-fill"], ["on-accent", "success-fill"], ["on-accent", "danger-fill"],
    ["danger", "danger-soft"], ["warning", "warning-soft"], ["on-toast", "toast"],
  ];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("i"));
  const linear = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = ([a, b]) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  return Object.fromEntries(pairs.map((pair) => [pair.join(" on "), ratio(pair)]));
}
