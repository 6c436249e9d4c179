/** The people of the demo workspace that a demo code can sign in as. */
export const PERSONAS = [
  { id: "ann", name: "Ann", role: "Billing" },
  { id: "ben", name: "Ben", role: "Tech" },
  { id: "sue", name: "Sue", role: "Supervisor" },
  { id: "ada", name: "Ada", role: "Admin" },
] as const;

export type Persona = (typeof PERSONAS)[number];
export type PersonaId = Persona["id"];

export function isPersonaId(id: string): id is PersonaId {
  return PERSONAS.some((persona) => persona.id === id);
}
