/**
 * Keeps `--visible-height` and `--visible-top` at what the software keyboard leaves of the screen, for the panel
 * on small screens. Returns what stops it.
 */
export function followViewport(shadow: ShadowRoot): () => void {
  const { visualViewport } = window;
  if (!visualViewport) return () => {};
  const sheet = new CSSStyleSheet();
  shadow.adoptedStyleSheets.push(sheet);
  const follow = () => {
    const { height, offsetTop, scale } = visualViewport;
    // A page that is zoomed by pinching keeps its layout.
    const isZoomed = scale > 1.01;
    sheet.replaceSync(isZoomed ? "" : `.root{--visible-height:${height}px;--visible-top:${offsetTop}px}`);
  };
  follow();
  visualViewport.addEventListener("resize", follow);
  visualViewport.addEventListener("scroll", follow);
  return () => {
    visualViewport.removeEventListener("resize", follow);
    visualViewport.removeEventListener("scroll", follow);
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
