import { expect, test } from "vitest";
import { asksWhoAnswers } from "./identity.ts";

test.each([
  "are you a robot?",
  "am I talking to a real person?",
  "who are you",
  "what can you do",
  "Sind Sie ein Mensch?",
  "bist du ein bot",
  "¿eres un robot?",
  "Êtes-vous un humain ?",
  "AIですか？",
  "هل أنت روبوت؟",
])("[H20] asks who answers: %s", (text) => {
  expect(asksWhoAnswers(text)).toBe(true);
});

test.each([
  "are you open on saturday",
  "who are your suppliers",
  "is this a mug",
  "what can I return",
  "sind sie am samstag da",
  "¿es un artículo nuevo?",
  "qui peut m'aider",
  "人間用のサイズ",
])("[H20] does not ask who answers: %s", (text) => {
  expect(asksWhoAnswers(text)).toBe(false);
});
