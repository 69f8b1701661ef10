import { dev } from "../../stacks/environments/dev";
import { readable } from "./readable";
import { synthesized } from "./synthesized";

const { stacks, findings } = synthesized(dev);

test.each(["dev-platform", "dev-content"])("%s", (name) => {
  expect(stacks[name] && readable(stacks[name])).toMatchSnapshot();
});

test("nothing is wrong with it", () => expect(findings).toEqual([]));
