/** What is hidden, named as in the labels of MultiDoGO (docs/redaction.md). */
export const KINDS = [
  "email_address",
  "card_number",
  "ssn",
  "phone_number",
  "policy_id",
  "claim_id",
  "booking_confirmation_number",
  "password",
  "username",
  "account_number",
  "address",
  "name",
] as const;

export type Kind = (typeof KINDS)[number];

/** What stands in the text in place of a value: `[card number]`. */
export function placeholder(kind: Kind): string {
  return `[${kind.replaceAll("_", " ")}]`;
}
