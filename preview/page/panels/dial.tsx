/** A gauge: an arc as long as the value, a thin one outside with the colours of the thresholds. */
import { formattedValueToString, ThresholdsMode, type FieldDisplay, type GrafanaTheme2 } from "@grafana/data";

interface DialProps {
  readonly value: FieldDisplay;
  readonly width: number;
  readonly height: number;
  readonly theme: GrafanaTheme2;
  readonly named: boolean;
  readonly open: ((event: never) => void) | undefined;
}

/** Degrees; the gap is at the bottom. */
const START = -120;
const SWEEP = 240;

export const Dial = ({ value: { display, field }, width, height, theme, named, open }: DialProps) => {
  const title = named ? 20 : 0;
  const size = Math.max(20, Math.min(width, (height - title) * 1.25));
  const radius = size * 0.4;
  const [cx, cy] = [width / 2, title + radius + size * 0.06];
  const { thresholds } = field;
  const [min, max] = [field.min ?? 0, field.max ?? 100];
  const share = (number: number): number => Math.min(1, Math.max(0, (number - min) / (max - min || 1)));
  const arc = (from: number, to: number, r: number): string => {
    const point = (part: number): string => {
      const angle = ((START + SWEEP * part) * Math.PI) / 180;
      return `${cx + r * Math.sin(angle)} ${cy - r * Math.cos(angle)}`;
    };
    return `M ${point(from)} A ${r} ${r} 0 ${SWEEP * (to - from) > 180 ? 1 : 0} 1 ${point(to)}`;
  };
  const thick = size * 0.11;
  const steps = thresholds?.steps ?? [];
  const at = (number: number | null): number =>
    thresholds?.mode === ThresholdsMode.Percentage ? (number ?? 0) / 100 : share(number ?? min);
  return (
    <svg
      width={width}
      height={height}
      onClick={open}
      style={{ cursor: open ? "pointer" : "default", display: "block" }}
    >
      {named && (
        <text x={cx} y={14} textAnchor="middle" fontSize={13} fill={theme.colors.text.primary}>
          {display.title}
        </text>
      )}
      <path d={arc(0, 1, radius)} fill="none" stroke={theme.colors.background.secondary} strokeWidth={thick} />
      <path
        d={arc(0, Math.max(share(display.numeric), 0.004), radius)}
        fill="none"
        stroke={display.color}
        strokeWidth={thick}
      />
      {steps.map(({ value, color }, index) => {
        const [from, to] = [
          index === 0 ? 0 : at(value),
          index + 1 < steps.length ? at(steps[index + 1]?.value ?? null) : 1,
        ];
        return to > from ? (
          <path
            key={String(value)}
            d={arc(from, to, radius + thick * 0.75)}
            fill="none"
            stroke={theme.visualization.getColorByName(color)}
            strokeWidth={Math.max(2, thick * 0.2)}
          />
        ) : null;
      })}
      <text
        x={cx}
        y={cy + size * 0.06}
        textAnchor="middle"
        fontSize={size * 0.16}
        fontWeight={500}
        fill={display.color}
      >
        {formattedValueToString(display)}
      </text>
    </svg>
  );
};
