/** An example of rules from elsewhere: nobody has written down what their metrics are. */
import { pack, type Model } from "../../../model";
import { exampleAlert, modelWith, shop, type ExampleAlert } from "../example";

export const modelWithoutContract = (example: ExampleAlert): Model =>
  modelWith([{ ...pack("foreign", { metrics: shop, alerts: [exampleAlert(example)] }), metrics: undefined }]);
