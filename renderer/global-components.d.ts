import type UAlert from '@nuxt/ui/components/Alert.vue';
import type UApp from '@nuxt/ui/components/App.vue';
import type UButton from '@nuxt/ui/components/Button.vue';
import type UCheckbox from '@nuxt/ui/components/Checkbox.vue';
import type UDropdownMenu from '@nuxt/ui/components/DropdownMenu.vue';
import type UFieldGroup from '@nuxt/ui/components/FieldGroup.vue';
import type UForm from '@nuxt/ui/components/Form.vue';
import type UFormField from '@nuxt/ui/components/FormField.vue';
import type UIcon from '@nuxt/ui/components/Icon.vue';
import type UInput from '@nuxt/ui/components/Input.vue';
import type UInputMenu from '@nuxt/ui/components/InputMenu.vue';
import type UInputNumber from '@nuxt/ui/components/InputNumber.vue';
import type UKbd from '@nuxt/ui/components/Kbd.vue';
import type UModal from '@nuxt/ui/components/Modal.vue';
import type USelect from '@nuxt/ui/components/Select.vue';
import type USelectMenu from '@nuxt/ui/components/SelectMenu.vue';
import type USkeleton from '@nuxt/ui/components/Skeleton.vue';
import type USlideover from '@nuxt/ui/components/Slideover.vue';
import type USlider from '@nuxt/ui/components/Slider.vue';
import type USwitch from '@nuxt/ui/components/Switch.vue';
import type UTextarea from '@nuxt/ui/components/Textarea.vue';
import type UTooltip from '@nuxt/ui/components/Tooltip.vue';

/** Parts of the UI kit that templates use by name; the build imports them where they stand. */
declare module 'vue' {
  interface GlobalComponents {
    UAlert: typeof UAlert;
    UApp: typeof UApp;
    UButton: typeof UButton;
    UCheckbox: typeof UCheckbox;
    UDropdownMenu: typeof UDropdownMenu;
    UFieldGroup: typeof UFieldGroup;
    UForm: typeof UForm;
    UFormField: typeof UFormField;
    UIcon: typeof UIcon;
    UInput: typeof UInput;
    UInputMenu: typeof UInputMenu;
    UInputNumber: typeof UInputNumber;
    UKbd: typeof UKbd;
    UModal: typeof UModal;
    USelect: typeof USelect;
    USelectMenu: typeof USelectMenu;
    USkeleton: typeof USkeleton;
    USlideover: typeof USlideover;
    USlider: typeof USlider;
    USwitch: typeof USwitch;
    UTextarea: typeof UTextarea;
    UTooltip: typeof UTooltip;
  }
}
