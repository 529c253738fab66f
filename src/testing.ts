export { checkGradient } from './testing/checkGradient.ts';
export type {
  CheckGradientOptions,
  GradientCheck,
  GradientData,
} from './testing/checkGradient.ts';
