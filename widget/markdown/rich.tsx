import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "../components/icons.tsx";
import { useLooks } from "../components/lazy.tsx";
import { lex, lexPlain } from "./lex.ts";
import css from "./rich.css?inline";
import type { Block, Inline, Link, List } from "./tokens.ts";

type Props = { text: string; isPlain: boolean; isOpen: boolean; children: ComponentChildren };

/**
 * What was written, as it was meant; `children` stands at its end. Only the elements below can come of it, whatever
 * it says.
 */
export function Rich({ text, isPlain, isOpen, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLooks(place, css);
  const page = document.baseURI;
  const blocks: readonly Block[] = isPlain
    ? [{ kind: "paragraph", children: lexPlain(text, page) }]
    : lex(text, { open: isOpen, page });
  return (
    <div part="text" class="rich" ref={place}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block}>
          {index === blocks.length - 1 && children}
        </BlockView>
      ))}
    </div>
  );
}

/** `children` stands at its end. */
type BlockProps = { block: Block; children: ComponentChildren };

function BlockView({ block, children }: BlockProps) {
  switch (block.kind) {
    case "paragraph":
      return <p dir="auto">{[inline(block.children), children]}</p>;
    // Bold, not a heading: it would stand in the outline of the page.
    case "heading":
      return (
        <p dir="auto">
          <strong>{inline(block.children)}</strong>
          {children}
        </p>
      );
    case "quote":
      return <blockquote dir="auto">{[inline(block.children), children]}</blockquote>;
    case "code":
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
          {children}
        </pre>
      );
    case "rule":
      return <hr />;
    case "card":
      return <Card link={block.link} host={block.host} />;
    case "list":
      return <ListView list={block}>{children}</ListView>;
  }
}

function ListView({ list, children }: { list: List; children: ComponentChildren }) {
  const items = list.items.map((item, index) => {
    const end = index === list.items.length - 1 && children;
    return (
      <li key={index}>
        {inline(item.children)}
        {item.list ? <ListView list={item.list}>{end}</ListView> : end}
      </li>
    );
  });
  if (list.start === null) return <ul dir="auto">{items}</ul>;
  return (
    <ol dir="auto" start={list.start}>
      {items}
    </ol>
  );
}

function Card({ link, host }: { link: Link; host: string }) {
  const [words, ...more] = link.children;
  return (
    <a class="card" dir="auto" {...leading(link)}>
      <Icon name="article" />
      <span class="card-title">
        {words?.kind === "text" && more.length === 0
          ? words.text.replace(/^https?:\/\//iu, "")
          : inline(link.children)}
      </span>
      <span class="host">
        <bdi>{host}</bdi>
      </span>
    </a>
  );
}

function inline(children: readonly Inline[]): ComponentChildren {
  return children.map(inlineView);
}

function inlineView(one: Inline): ComponentChildren {
  switch (one.kind) {
    case "text":
      return one.text;
    case "code":
      return <code>{one.text}</code>;
    case "bold":
      return <strong>{inline(one.children)}</strong>;
    case "italic":
      return <em>{inline(one.children)}</em>;
    case "link":
      return (
        <a {...leading(one)}>
          <bdi>{inline(one.children)}</bdi>
          {one.beside !== null && (
            <span class="host">
              {" ("}
              <bdi>{one.beside}</bdi>)
            </span>
          )}
        </a>
      );
  }
}

/** The page's address and standing are not passed on, and it stays open. */
function leading({ href }: Link) {
  return { href, target: "_blank", rel: "noopener noreferrer nofollow" };
}
