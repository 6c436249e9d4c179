/** Motion for the eye; the words beside it say what is waited for. */
export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
