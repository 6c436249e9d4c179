/** A mug on a shelf, as somebody might send it. */
export async function drawPicture(): Promise<File> {
  const canvas = new OffscreenCanvas(640, 420);
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("This browser does not draw.");
  const fill = (
    colour: string,
    ...box: [x: number, y: number, width: number, height: number, r?: number]
  ) => {
    const [x, y, width, height, r = 0] = box;
    brush.fillStyle = colour;
    brush.beginPath();
    brush.roundRect(x, y, width, height, r);
    brush.fill();
  };
  fill("#e8d9c4", 0, 0, 640, 420);
  fill("#9c7048", 0, 330, 640, 26);
  fill("#7d5838", 0, 356, 640, 64);
  brush.strokeStyle = "#2f6b57";
  brush.lineWidth = 22;
  brush.beginPath();
  brush.arc(408, 232, 52, -1.4, 1.4);
  brush.stroke();
  fill("#f4ecdd", 236, 150, 176, 180, 26);
  fill("#2f6b57", 228, 142, 192, 22, 11);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new File([blob], "mug.png", { type: blob.type });
}
