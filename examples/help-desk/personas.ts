/** The people of the demo workspace that a demo code can sign in as. */
export const PERSONAS = [
  { id: "ann", name: "Ann" },
  { id: "ben", name: "Ben" },
  { id: "sue", name: "Sue" },
  { id: "ada", name: "Ada" },
] as const;

export type Persona = (typeof PERSONAS)[number];
export type PersonaId = Persona["id"];

export function isPersonaId(id: string): id is PersonaId {
  return PERSONAS.some((persona) => persona.id === id);
}
