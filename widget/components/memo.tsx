import { Component, type ComponentType } from "preact";

/**
 * The component, drawn again only when it is given something else, or when a signal that it reads changes. It is to be
 * given the same props each time.
 */
export function memo<Props extends object>(Drawn: ComponentType<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      // Entry by entry and without a list of them: the log has hundreds of these to ask, in each frame.
      for (const name in next) if (next[name] !== this.props[name]) return true;
      return false;
    }

    override render(props: Props) {
      return <Drawn {...props} />;
    }
  };
}
