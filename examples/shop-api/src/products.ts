/** What the shop sells. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly cents: number;
}

export const PRODUCTS: readonly Product[] = [
  { id: "book", name: "A book", cents: 1_990 },
  { id: "lamp", name: "A lamp", cents: 4_500 },
];
