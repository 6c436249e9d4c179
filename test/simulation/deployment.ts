/** The one deployment that there is here. */
export const ROOT = "a root secret of the simulation alone, long enough";
export const ORIGIN = "http://baton.test";
export const WORKSPACE = "demo";
