import { prod } from "../../stacks/environments/prod";
import { readable } from "./readable";
import { synthesized } from "./synthesized";

const { stacks, findings } = synthesized(prod);

test.each(["prod-platform", "prod-content"])("%s", (name) => {
  expect(stacks[name] && readable(stacks[name])).toMatchSnapshot();
});

test("nothing is wrong with it", () => expect(findings).toEqual([]));
