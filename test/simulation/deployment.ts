/** The one deployment that there is here. */
export const ROOT = "a root secret of the simulation alone, long enough";
export const ORIGIN = "http://baton.test";
export const WORKSPACE = "demo";
/** In which its edge says from which address a request comes. */
export const ADDRESS_HEADER = "x-from";
