/** What every part of the page may know: the server's state, the address, the ways to change it. */
import { createContext, useContext } from "react";
import type { Address } from "../data/address";
import type { State } from "../data/served";

export interface Preview {
  readonly state: State;
  readonly address: Address;
  /** Changes this much of the address, as it is when it is called: drawings outlive it. */
  readonly go: (change: Partial<Address>) => void;
  /** Grows whenever something was saved. */
  readonly version: number;
}

export const PreviewContext = createContext<Preview | undefined>(undefined);

export const usePreview = (): Preview => {
  const preview = useContext(PreviewContext);
  if (preview === undefined) throw new Error("The preview's state is missing.");
  return preview;
};
