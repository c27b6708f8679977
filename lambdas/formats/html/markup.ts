import { raw, html as template } from 'hono/html';

export { raw };

/** HTML that needs no escaping. */
export type Markup = ReturnType<typeof raw>;

type Part = Markup | string | number | readonly Markup[];

/** HTML with every plain string escaped. hono's template is a promise only if a part is one, and `Part` excludes promises. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup => template(strings, ...parts) as Markup;

/** The parts on one line each, without empty parts: `story.image && picture(story.image)`. */
export const joinLines = (...parts: readonly (Markup | readonly Markup[] | '' | false | undefined)[]): Markup =>
  raw(parts.flatMap((part) => part || []).join('\n'));
