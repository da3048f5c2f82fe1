/** A column of a table; `share` is its part of the width beside the others'. */
export type PdfColumn = {
  readonly title: string;
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
};

/** What a document is made of, from top to bottom. */
export type PdfBlock =
  | { readonly kind: 'title'; readonly text: string; readonly below?: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly small?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Label and value line by line; the badge is a boxed word beside them, big enough to be copied by hand. */
  | {
      readonly kind: 'facts';
      readonly rows: readonly (readonly [label: string, value: string])[];
      readonly badge?: { readonly label: string; readonly text: string };
    }
  /** `rowHeight` is the least height of a row in points. The header is repeated on every page. */
  | {
      readonly kind: 'table';
      readonly columns: readonly PdfColumn[];
      readonly rows: readonly (readonly string[])[];
      readonly rowHeight?: number;
    }
  /** Two beside each other, JPEG or PNG; one that can't be drawn is an empty frame. */
  | {
      readonly kind: 'pictures';
      readonly pictures: readonly { readonly bytes: Uint8Array; readonly caption: string }[];
    }
  /** Side by side, kept together: what is signed as, room to sign, and by whom (a line where that is empty). */
  | {
      readonly kind: 'signatures';
      readonly place?: string;
      readonly signers: readonly { readonly role: string; readonly name: string }[];
    };

export type PdfSpec = {
  /** Shown by viewers as the document's name; not printed. */
  readonly name: string;
  readonly createdAt: Date;
  /** The first line is printed big. */
  readonly letterhead: readonly string[];
  readonly blocks: readonly PdfBlock[];
  /** What stands at the foot of a page. */
  readonly footer: (page: number, pages: number) => string;
};

/**
 * An A4 document with its fonts inside, as bytes. What draws it is loaded when it is first used: its libraries take 26 MB
 * and a quarter of a second, and most days nobody prints anything.
 */
export async function renderPdf(spec: PdfSpec): Promise<Uint8Array> {
  const { renderPdf: render } = await import('./pdf/render.js');
  return render(spec);
}
