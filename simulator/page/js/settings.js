// Language and appearance, remembered on this device.
import { currentLanguage, useLanguage } from "./texts.js";

const LANGUAGE = "simulator.language";
const THEME = "simulator.theme";
const THEMES = ["auto", "light", "dark"];

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    if (error.name === "SecurityError") return null;
    throw error;
  }
}

export function applySettings() {
  useLanguage(recall(LANGUAGE) ?? "id");
  const theme = recall(THEME);
  document.documentElement.dataset.theme = THEMES.includes(theme) ? theme : "auto";
}

export const theme = () => document.documentElement.dataset.theme;

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  document.documentElement.dataset.theme = next;
  localStorage.setItem(THEME, next);
}

export function otherLanguage() {
  useLanguage(currentLanguage() === "id" ? "en" : "id");
  localStorage.setItem(LANGUAGE, currentLanguage());
}
