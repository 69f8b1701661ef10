/** Tests as a property of either form of routing. */
import * as z from "zod";
import { nonEmpty, type RoutingTest } from "../model";

const labels = z.record(nonEmpty, z.string()).readonly();

const expectation = z.strictObject({
  receivers: z.array(nonEmpty).readonly().optional(),
  inhibited: z.union([z.boolean(), nonEmpty]).optional(),
  muted: z.array(nonEmpty).readonly().optional(),
});

/** Made by `given(firing(…)).at(…).expect({ … })`; what its names mean is judged where the alerts are known. */
const routingTest: z.ZodType<RoutingTest, RoutingTest> = z.strictObject({
  title: nonEmpty,
  alerts: z.array(z.strictObject({ name: nonEmpty, labels })).readonly(),
  at: nonEmpty,
  expected: z.record(nonEmpty, expectation).readonly(),
  place: z.string().optional(),
});

export const routingTests = z.array(routingTest).readonly().default([]);
