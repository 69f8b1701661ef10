import { staging } from "../../stacks/environments/staging";
import { readable } from "./readable";
import { synthesized } from "./synthesized";

const { stacks, findings } = synthesized(staging);

test.each(["staging-platform", "staging-content"])("%s", (name) => {
  expect(stacks[name] && readable(stacks[name])).toMatchSnapshot();
});

test("nothing is wrong with it", () => expect(findings).toEqual([]));
