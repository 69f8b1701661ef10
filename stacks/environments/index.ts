/** All environments of this installation. */
import type { Environment } from "../../lib";
import { dev } from "./dev";
import { prod } from "./prod";
import { staging } from "./staging";

export const environments: readonly Environment[] = [dev, staging, prod];
