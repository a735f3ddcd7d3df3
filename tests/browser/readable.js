() => {
  // Words whose contrast with the ground they stand on is below 4.5 (WCAG 2), for what is in sight.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const pixel = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const grounds = (node) => {
    const found = [];
    for (let one = node; one; one = one.parentElement) found.unshift(getComputedStyle(one).backgroundColor);
    return found;
  };
  const faded = (node) => {
    for (let one = node; one; one = one.parentElement) if (Number(getComputedStyle(one).opacity) < 1) return true;
    return false;
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || node.matches("script, noscript, option")) continue;
    if (!node.checkVisibility() || node.closest(":disabled, .spoiler, [aria-busy=true], .visually-hidden") || faded(node)) continue;
    const ground = grounds(node);
    const back = light(pixel(ground));
    const front = light(pixel([...ground, getComputedStyle(node).color]));
    const ratio = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
    if (ratio < 4.5) weak.push(`${walker.currentNode.textContent.trim()}: ${ratio.toFixed(2)}`);
  }
  return weak;
}
