/** Starters of one half of the fixtures; two files, so that both run at once. */
import { testStarters } from "./of-fixtures";

testStarters("h-z");
