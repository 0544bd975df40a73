import { Combobox as Base } from '@base-ui/react/combobox';
import { useState, type ReactElement, type ReactNode } from 'react';
import { filterOptions, isNewOption, OptionRow, withNewOption, type ComboboxOption } from './combobox-option';
import { Icon } from './icon';
import type { OverlayAnchor } from './menu';
import list from './option-list.module.css';

export interface PickerProps {
  /** The button that opens the list. Leave out with a controlled `open` and an `anchor`. */
  readonly trigger?: ReactElement | undefined;
  readonly anchor?: OverlayAnchor | null | undefined;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly options: readonly ComboboxOption[];
  readonly value?: readonly ComboboxOption[] | undefined;
  /** Called with the option that was chosen or taken away. */
  readonly onPick: (option: ComboboxOption) => void;
  /** Stays open; chosen options carry a tick. */
  readonly multiple?: boolean | undefined;
  readonly onQueryChange?: ((query: string) => void) | undefined;
  readonly onCreate?: ((name: string) => void) | undefined;
  readonly createLabel?: ((query: string) => string) | undefined;
  readonly searchLabel: string;
  readonly emptyLabel: string;
  readonly footer?: ReactNode;
}

/** A searchable list behind a button: add a filter, assign an owner, choose a template. */
export const Picker = ({
  trigger,
  anchor,
  open,
  onOpenChange,
  options,
  value = [],
  onPick,
  multiple = false,
  onQueryChange,
  onCreate,
  createLabel,
  searchLabel,
  emptyLabel,
  footer,
}: PickerProps) => {
  const [query, setQuery] = useState('');
  const found = onQueryChange ? options : filterOptions(options, query);
  const shown = onCreate ? withNewOption(found, options, query) : found;
  const [isOpenInside, setOpenInside] = useState(false);
  const isOpen = open ?? isOpenInside;
  const changeOpen = (next: boolean): void => {
    setOpenInside(next);
    onOpenChange?.(next);
  };
  return (
    <Base.Root<ComboboxOption, true>
      multiple
      items={shown}
      filter={null}
      value={[...value]}
      open={isOpen}
      autoHighlight
      inputValue={query}
      isItemEqualToValue={(a, b) => a.value === b.value}
      itemToStringLabel={(option) => option.label}
      onInputValueChange={(text) => {
        setQuery(text);
        onQueryChange?.(text);
      }}
      onOpenChange={changeOpen}
      onValueChange={(next) => {
        const picked =
          next.find((option) => !value.some((old) => old.value === option.value)) ??
          value.find((old) => !next.some((option) => option.value === old.value));
        if (!picked) return;
        if (isNewOption(picked)) onCreate?.(picked.label);
        else onPick(picked);
        setQuery('');
        if (!multiple) changeOpen(false);
      }}
    >
      {/* The field in the list is the combobox; what opens it is a button, named by its own text. */}
      {trigger && <Base.Trigger role="button" render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className={list.positioner}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          {...(anchor ? { anchor } : {})}
        >
          <Base.Popup className={list.popup} aria-label={searchLabel}>
            <div className={list.search}>
              <Icon name="search" size={14} />
              <Base.Input placeholder={searchLabel} aria-label={searchLabel} />
            </div>
            <Base.Empty className={list.note}>{emptyLabel}</Base.Empty>
            <Base.List className={list.list}>
              {(option: ComboboxOption) => <OptionRow key={option.value} option={option} createLabel={createLabel} />}
            </Base.List>
            {footer && <div className={list.footer}>{footer}</div>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
};
