import { html, type Markup } from './markup';

/** A link with a name as its text. It is isolated: two Arabic names side by side would else change places (UAX #9). */
export const nameLink = (address: string, name: string): Markup => html`<a href="${address}"><bdi>${name}</bdi></a>`;
