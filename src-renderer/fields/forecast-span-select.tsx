import { useLingui } from '@lingui/react/macro';
import { DEFAULT_FORECAST_SPAN, FORECAST_SPANS, type ForecastSpan } from '@shared/domain/views';
import { Select } from '../ui/select';

interface ForecastSpanSelectProps {
  readonly value: ForecastSpan | undefined;
  readonly onChange: (span: ForecastSpan) => void;
}

/** How far a forecast looks. */
export const ForecastSpanSelect = ({ value = DEFAULT_FORECAST_SPAN, onChange }: ForecastSpanSelectProps) => {
  const { t } = useLingui();
  const labels: Readonly<Record<ForecastSpan, string>> = {
    months3: t`3 months`,
    months6: t`6 months`,
    months12: t`12 months`,
    thisQuarter: t`This quarter`,
    nextQuarter: t`Next quarter`,
  };
  return (
    <Select
      size="sm"
      aria-label={t`Span of the forecast`}
      value={value}
      options={FORECAST_SPANS.map((span) => ({ value: span, label: labels[span] }))}
      onChange={onChange}
    />
  );
};
